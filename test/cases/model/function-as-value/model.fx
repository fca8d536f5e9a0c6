param w: real
f(x) = x
loss w * exp + f
