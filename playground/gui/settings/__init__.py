"""The form of the models' settings, made from the declarations of their config.

Start in `form.py`; a row edits one setting.
"""
