"""Accounts are made by an agency admin or the seed, never by whoever finds the page."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from django.http import HttpRequest, HttpResponse

from dispatch import locking


class ClosedSignup(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in, and begin the time until the password is asked for again."""
        super().login(request, user)
        locking.begin(request.session)


class SignIn(LoginForm):
    """The library's form sets an end of its own after signing in: ours is put back."""

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        answer: HttpResponse = super().login(request, redirect_url)
        if request.user.is_authenticated:  # not while a second factor is still asked for
            locking.begin(request.session)
        return answer
