data x: real[3], y: real
param w: real[3]
loss (dot(w, x) - y)^2
