package dev.mob.example.whiteboard;

/** What an artist tells the board: put this mark there. Columns and rows count from 0. */
record Stroke(int x, int y, char mark) {}
