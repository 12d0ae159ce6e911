/** {@code ./kassa holidays}: holidays of a file, put into a calendar over Kassa's HTTP API. */
@NullMarked
package dev.kassa.standalone.holiday;

import org.jspecify.annotations.NullMarked;
