package dev.kassa.channelcall;

/** A call that a connector is to make. */
public record Call(PendingOperation pending, Mode mode) {}
