/**
 * Sessions of browsers: a key is shown once, and from then on a cookie that no script reads stands for it, for some hours.
 *
 * <p>A cookie is signed and says which key it stands for, so that every edge of an installation takes it and none keeps it;
 * what the key may do is looked up again with each request, so that a revoked key ends its sessions at once. ADR 32.
 */
@NullMarked
package dev.kassa.edge.session;

import org.jspecify.annotations.NullMarked;
