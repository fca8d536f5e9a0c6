data x: real
param w: real
loss w(x + 1)
