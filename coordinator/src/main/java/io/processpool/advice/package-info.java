/**
 * Says of a finished job what cost it time, and what to do: one rule for each row of the table.
 *
 * <p>Encoded items are looked at as they leave, on the consumer's thread; the rules are values from
 * the job's report and what was seen, and run when somebody asks for the report.
 */
@NullMarked
package io.processpool.advice;

import org.jspecify.annotations.NullMarked;
