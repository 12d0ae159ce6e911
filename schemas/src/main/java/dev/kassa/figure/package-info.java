/** What figures are told by and as, wherever they are told: periods, and ratios of counts and amounts. Pure. */
@NullMarked
package dev.kassa.figure;

import org.jspecify.annotations.NullMarked;
