"""The processes beside the window: one trains, one draws digits or learns them, one exports.

No Qt in here. The window sends commands and receives reports (`protocol.py`); snapshots travel
through shared memory (`shared_memory.py`). Start in `server.py`, the loop of the training process,
and `client.py`, its other end.
"""
