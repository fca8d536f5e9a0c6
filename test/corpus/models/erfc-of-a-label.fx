data y: binary
param a: real
loss a*erfc(y)
