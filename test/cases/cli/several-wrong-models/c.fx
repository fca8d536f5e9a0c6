param m: real
loss (m - 1
