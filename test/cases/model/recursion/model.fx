param w: real
f(n) = n * f(n - 1)
g(n) = h(n) + 1
h(n) = g(n) - 1
loss f(w) + g(w)
