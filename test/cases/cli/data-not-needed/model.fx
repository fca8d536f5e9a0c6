param a: real
loss (a - 1)^2
