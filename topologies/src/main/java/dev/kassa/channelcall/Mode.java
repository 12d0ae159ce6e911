package dev.kassa.channelcall;

/** How a channel is asked. */
public enum Mode {
    /** Make the call. */
    CALL,
    /** Ask what became of the key; make the call again only where the channel knows nothing of it. */
    RESOLVE,
    /** Ask what became of the key; where nothing did, make certain that nothing ever will. */
    ABANDON
}
