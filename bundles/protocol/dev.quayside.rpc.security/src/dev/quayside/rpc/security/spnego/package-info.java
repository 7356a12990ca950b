/** Both sides of SPNEGO ([RFC 4178], [MS-SPNG]): agrees on one of several security providers, and proves the choice. */
package dev.quayside.rpc.security.spnego;
