/** Both sides of NTLM ([MS-NLMP]): NTLMv2 with extended session security, over connections. */
package dev.quayside.rpc.security.ntlm;
