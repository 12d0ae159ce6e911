/**
 * Facts as the JSON that callers see. Pure, so that the same fact always has the same bytes: that is what makes a replayed
 * answer identical to the first.
 */
@NullMarked
package dev.kassa.edge.render;

import org.jspecify.annotations.NullMarked;
