/**
 * What a user may say on the command line of every command, as checked values. Enters as text from
 * picocli on the main thread; leaves as options of the library and of this program.
 */
@NullMarked
package io.processpool.cli.options;

import org.jspecify.annotations.NullMarked;
