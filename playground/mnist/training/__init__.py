"""The training of an image model: batches on the device, losses, optimizers, several processes.

Start in `trainer.py`.
"""
