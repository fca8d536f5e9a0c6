param w: real, v: real[3]
f(a, b) = a + b
loss f(w) + exp(w, 2) + dot(v) + log(w, 2, 3) + sum()
