/**
 * What the border of a process is good for: state of its own, and an end of its own. Blows go to a
 * pool one after the other; what came of each leaves as a row.
 */
@NullMarked
package io.processpool.cli.lesson.isolation;

import org.jspecify.annotations.NullMarked;
