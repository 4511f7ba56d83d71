"""Small things that several parts of the window use: icons, keys, arrays as images."""
