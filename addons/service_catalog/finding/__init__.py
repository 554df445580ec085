from .finder import SURE, Entry, Finder, Hit
