package dev.kassa.port;

/**
 * A setting that there is, and what it is unless somebody changes it.
 *
 * @param id such as {@code risk.score.blacklist}
 * @param value as people write it
 * @param unit of values, in the plural, such as {@code points}
 * @param min the least that it may be
 * @param max the most that it may be
 * @param sentence what it means
 */
public record ShippedSetting(String id, String value, String unit, String min, String max, String sentence) {}
