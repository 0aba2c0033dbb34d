"""One module a wire format of releases: `recognises(head)` and `read(data, name, facts)`; found by being there.

What belongs here: nothing but this sentence. A shape imports no other.
"""
