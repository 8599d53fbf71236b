/**
 * What every demonstration of the lesson is made of: a bench that repeats and measures, rows of
 * figures, a table for people, one JSON object for programs. Everything happens on the main thread.
 */
@NullMarked
package io.processpool.cli.lesson;

import org.jspecify.annotations.NullMarked;
