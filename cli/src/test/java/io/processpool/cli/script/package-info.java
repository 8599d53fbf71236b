/** The program as users start it: through the script, in processes of its own. */
@NullMarked
package io.processpool.cli.script;

import org.jspecify.annotations.NullMarked;
