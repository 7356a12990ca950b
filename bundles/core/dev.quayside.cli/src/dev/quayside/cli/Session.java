package dev.quayside.cli;

/** What every verb is given. */
record Session(Services services, Console console) {}
