param w: real
f(x) = x^2
loss sigmod(w) + normal(0, 1) + unheard_of(w) + F(w)
