param w: real
z = a + f(w)
a = w + 1
f(x) = x
loss z
