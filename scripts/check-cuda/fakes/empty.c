// A library that the provider is linked against and takes nothing from.
int nothing;
