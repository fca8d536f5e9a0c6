density triangle(y, a) = a*y
data y: real, z: unit
param m: real
y ~ normal(m)
y ~ student_t(m, 1)
z ~ triangle()
