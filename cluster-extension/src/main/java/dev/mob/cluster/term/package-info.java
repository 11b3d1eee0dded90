/**
 * Erlang's External Term Format and Erlang's term syntax, as Java values.
 *
 * <p>How terms and Java values correspond:
 *
 * <table>
 * <caption>Mapping</caption>
 * <tr><th>Erlang</th><th>from the wire</th><th>to the wire, also</th></tr>
 * <tr><td>integer</td><td>{@code Long}; {@code BigInteger} beyond 64 bits</td>
 *     <td>{@code Integer}, {@code Short}, {@code Byte}</td></tr>
 * <tr><td>float</td><td>{@code Double}</td><td>{@code Float}; NaN and infinities are refused</td></tr>
 * <tr><td>{@code true}, {@code false}</td><td>{@code Boolean}</td><td>the atoms</td></tr>
 * <tr><td>other atoms</td><td>{@link dev.mob.process.Atom}</td>
 *     <td>{@code null} is written as {@code nil}, Elixir's word; {@code nil} is read as the atom</td></tr>
 * <tr><td>binary</td><td>{@code String} when the bytes are well-formed UTF-8, else {@code byte[]};
 *     {@link dev.mob.cluster.term.Binaries} takes both</td><td></td></tr>
 * <tr><td>bit string</td><td>{@link dev.mob.cluster.term.BitString}</td><td></td></tr>
 * <tr><td>list</td><td>unmodifiable {@code List}; a charlist is a list of {@code Long}</td>
 *     <td>any {@code List}</td></tr>
 * <tr><td>improper list</td><td>{@link dev.mob.cluster.term.ImproperList}</td><td></td></tr>
 * <tr><td>tuple</td><td>{@link dev.mob.process.Tuple}, or the type of a registered
 *     {@link dev.mob.cluster.term.TermCodec}</td><td></td></tr>
 * <tr><td>map</td><td>unmodifiable {@code Map}</td><td>any {@code Map}</td></tr>
 * <tr><td>pid, reference, port</td><td>{@link dev.mob.process.Pid}, {@link dev.mob.process.Ref},
 *     {@link dev.mob.cluster.term.Port}</td><td></td></tr>
 * <tr><td>fun</td><td>{@link dev.mob.cluster.term.Fun}, {@link dev.mob.cluster.term.Export};
 *     opaque: they can be held and sent back, not called</td><td></td></tr>
 * </table>
 *
 * <p>Source: ERTS User's Guide, "External Term Format".
 */
package dev.mob.cluster.term;
