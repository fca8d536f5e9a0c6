data y: real
param m: real
loss (y - m)^2
