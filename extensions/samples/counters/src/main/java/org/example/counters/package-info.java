/** Named counters: what the extension {@code counters} gives to others. */
package org.example.counters;
