param m: real
loss (m - speed)^2
