# A day of somebody who draws
phone ios seed 7

open
tell sketchpad start drawing
tell sketchpad draw 3
press home               # the lease keeps the app awake: it goes on drawing
pass 10m
tell sketchpad draw 4
tell sketchpad stop drawing
pass 1m                  # nothing holds it any more: suspended

pass 2h
push news-1 title=Grace_has_drawn_a_house
pass 1m                  # woken for 30 seconds, refreshed, suspended again

kill                     # nothing is told to anybody
pass 1h
open                     # a cold start: all seven strokes and the news are there
tell sketchpad draw 1
pass 5m
lock
pass 6h
