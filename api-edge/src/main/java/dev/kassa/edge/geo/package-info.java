/**
 * Which country an IP address is in, by a GeoIP database in MaxMind's format.
 *
 * <p>It is asked at the edge and its answer goes into the command, so that the core stays a pure function of its log and
 * another database does not change what a replay finds. Kassa ships no database: its path is a setting. Without one there is
 * no country, and the risk rule that compares countries says so.
 */
@NullMarked
package dev.kassa.edge.geo;

import org.jspecify.annotations.NullMarked;
