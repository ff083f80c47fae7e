"""A page's script with all it imports named beforehand, so that the browser asks for everything at once."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from dispatch.scripts import followed

register = template.Library()


@register.simple_tag
def module(name: str) -> SafeString:
    """Return the script's element, after a `modulepreload` for each module it needs.

    Without them a browser learns of a module when it has read the one that imports it: on a line of 100 ms
    each level costs another 100 ms.
    """
    needed = [other for other in followed([name]) if other != name]
    links = format_html_join("", '<link rel="modulepreload" href="{}">', ([static(other)] for other in needed))
    return format_html('{}<script type="module" src="{}"></script>', links, static(name))
