# An afternoon with the whiteboard: ./mob simulate example-mob-conf/stories/drawing.story
phone ios seed 7
app ../extensions/whiteboard.jar

open                          # three artists begin to draw
pass 2m
press home                    # a lease keeps the app awake: they go on behind other apps
pass 10m
tell curator rest             # nobody draws any more: the lease is given up
ask board strokes
pass 1m                       # nothing is left to do: suspended

pass 2h
push p1 x=3 y=2 mark=G        # Grace draws elsewhere: woken for up to 30 seconds
pass 1m                       # her stroke is on disk; suspended again

kill                          # nothing is told to anybody
pass 1h
open                          # a cold start, with the board as it was
ask board strokes
pass 20s
lock                          # they draw on
pass 5m
