/**
 * The example app: a whiteboard on which artists draw.
 *
 * <p>It shows what processes are for. The picture belongs to one process ({@link
 * dev.mob.example.whiteboard.Board}), so nobody locks anything. Each artist is a process of its own
 * ({@link dev.mob.example.whiteboard.Artist}); one of them crashes now and then, its supervisor
 * starts it again, and the others do not notice. The picture outlives a crash of the board, a stop
 * and a kill, because {@link dev.mob.state.Persistence} keeps it on disk. While somebody draws the
 * app stays awake ({@link dev.mob.example.whiteboard.Curator}), and a stroke that comes by push is
 * on the board although nobody looks ({@link dev.mob.example.whiteboard.Guest}).
 */
package dev.mob.example.whiteboard;
