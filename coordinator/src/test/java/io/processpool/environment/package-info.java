/** Whole programs in every environment: class paths, jars, variables, temporary folders, output. */
package io.processpool.environment;
