/**
 * The rules of the house: which package may import which, and what a class must not do.
 *
 * <p>The classes of all three modules enter as the compiler left them; a broken rule comes out as a
 * failed test that names the line. {@code allowed-imports.properties} is the map of the packages.
 */
@NullMarked
package io.processpool.architecture;

import org.jspecify.annotations.NullMarked;
