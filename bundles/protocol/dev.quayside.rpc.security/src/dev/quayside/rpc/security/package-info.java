/** Security providers of RPC: NTLM, Kerberos, and SPNEGO around both. */
package dev.quayside.rpc.security;
