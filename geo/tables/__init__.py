"""The record's tables: what each holds, how it is read, how it is checked."""
