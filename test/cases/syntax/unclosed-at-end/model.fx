param w: real
loss (w + (1 - w

