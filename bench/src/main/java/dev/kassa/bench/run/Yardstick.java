package dev.kassa.bench.run;

/**
 * What something else does on this machine.
 *
 * @param perSecond payments per second; 0 where it was not run
 */
record Yardstick(String name, double perSecond) {}
