"""What the window keeps on the disk: sessions, the state of the last window, the library.

Writing happens on other threads, whole or not at all; what a file leads its reader to ends in a
sentence. Imports the rest of `app`, which does not import it back, but for the values in
`session_state.py`. Start in `session_file.py`, then `autosave.py`.
"""
