"""Coding much: inputs in fixed chunks, worker processes that may die, what was done told apart from what was not.

``source`` walks inputs and cuts them into chunks, ``working`` codes a chunk, ``running`` has that done in this process
or by the ``pool`` of worker processes, and gives the results in the order of the inputs; ``storing`` brings them into
an archive, ``ray_engine`` does all of this on the machines of a Ray cluster. A chunk is coded as a whole wherever it is
coded, so the same bytes come out whatever the number of workers.
"""
