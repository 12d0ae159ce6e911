/** The files that the dashboard is made of: plain modules, as they lie in {@code api-edge/web}, and the charts' library. */
@NullMarked
package dev.kassa.edge.web;

import org.jspecify.annotations.NullMarked;
