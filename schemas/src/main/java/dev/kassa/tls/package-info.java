/**
 * Transport security: what a process shows of itself and whom it trusts, read from PEM files and read again when they change.
 *
 * <p>Comes in: a certificate chain, its private key, and the authority that certifies everybody else. Goes out: contexts for
 * servers and clients that follow the files without a restart. Files that hold secrets are refused where others could read
 * them. An authority for development is made here too, with nothing but the JDK.
 */
@NullMarked
package dev.kassa.tls;

import org.jspecify.annotations.NullMarked;
