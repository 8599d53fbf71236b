/**
 * WAV files as streams of samples: a file's bytes enter, are checked, and leave as a file of the
 * same form with other samples. Memory is a few blocks, whatever a header says. Called on the
 * thread that works on the file; knows nothing of pools or options.
 *
 * <p>The reader is our own because {@code javax.sound.sampled} refuses files that are valid and
 * common (64-bit float, extensible headers with more than two channels on some JDKs), takes a wrong
 * data size on trust, and drops every chunk besides format and samples.
 */
@NullMarked
package io.processpool.cli.wav;

import org.jspecify.annotations.NullMarked;
